// A websocket that comes back by itself: after 1, 2, 4 ... 30 seconds, each with chance in it, so that
// a thousand pages do not return in the same second.
const LONGEST_PAUSE = 30; // seconds
const BEHIND = 4408; // we were too slow: come back at once, what was missed is read first

export class Line {
  // address(): where to connect. opened(), heard(event), lost(code): told as it happens.
  // ready(): awaited before each new try; false ends the line, an error means "not yet".
  constructor({ address, opened, heard, lost, ready }) {
    Object.assign(this, { address, opened, heard, lost, ready });
    this.tries = 0;
    this.next = 0; // when the next try is due, in milliseconds
  }

  open() {
    const url = new URL(this.address(), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url);
    this.socket.onopen = () => {
      this.tries = 0;
      this.opened();
    };
    this.socket.onmessage = ({ data }) => this.heard(JSON.parse(data));
    this.socket.onclose = ({ code }) => {
      this.lost(code);
      this.#later(code === BEHIND ? 0 : 1);
    };
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  say(event) {
    if (this.isOpen) this.socket.send(JSON.stringify(event));
  }

  async again() {
    clearTimeout(this.timer);
    try {
      if (await this.ready()) this.open();
    } catch {
      this.#later(1);
    }
  }

  #later(share) {
    if (this.over) return;
    const pause = share * Math.min(LONGEST_PAUSE, 2 ** this.tries++) * (0.5 + Math.random()) * 1000;
    this.next = Date.now() + pause;
    this.timer = setTimeout(() => this.again(), pause);
  }

  end() {
    this.over = true;
    clearTimeout(this.timer);
  }
}
