package dev.wardstream.cli.device;

/** What can go wrong between a bed and the server. */
public enum Fault {
  /** The network cuts the connection; the device comes back at once. */
  DISCONNECT,
  /** The device is cut off for a while, measures on, and uploads what it kept. */
  BACKLOG,
  /** A put is sent twice. */
  DUPLICATE,
  /** A measurement is sent after the next two. */
  OUT_OF_ORDER
}
