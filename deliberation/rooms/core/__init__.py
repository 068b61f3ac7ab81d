"""The rules of rooms: plain values in, plain values or a refusal out."""
