package dev.wardstream.ingest.http;

import io.undertow.server.HttpServerExchange;
import java.util.concurrent.RejectedExecutionException;

/** Answers from the thread of a request's connection what another thread has come to know. */
public final class Later {
  private Later() {}

  /** Runs soon; dropped, with the connection, when the server has stopped. */
  public static void run(HttpServerExchange exchange, Runnable answer) {
    try {
      exchange.getIoThread().execute(answer);
    } catch (RejectedExecutionException _) {
      // the connection has ended with its server: nobody is told, and the put may be sent again
    }
  }
}
