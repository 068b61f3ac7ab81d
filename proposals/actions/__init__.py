"""What people do in campaigns: one action an act, in one order, visible in one screen."""
