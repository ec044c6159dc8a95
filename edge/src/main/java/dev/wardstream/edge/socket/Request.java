package dev.wardstream.edge.socket;

/** A request whose fields were read and found well-formed. */
@FunctionalInterface
public interface Request {

  /** Does what was asked. Must cause exactly one answer, now or later, from any thread. */
  void serve(Reply reply);
}
