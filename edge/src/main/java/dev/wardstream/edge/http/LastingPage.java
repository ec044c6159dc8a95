package dev.wardstream.edge.http;

import io.undertow.server.HttpHandler;

/** A page whose answers may last: a server that drains must ask them to end. */
public interface LastingPage extends HttpHandler {

  /** Ends what is open, in order, and whatever is opened from now on. Any thread; once. */
  void drain();
}
