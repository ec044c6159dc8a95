package dev.wardstream.edge.limit;

/**
 * What may be taken.
 *
 * @param requests per second
 * @param bytes of messages per second
 */
public record Rate(int requests, int bytes) {
  public Rate {
    if (requests < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a rate is at least one request and one byte per second, not " + requests + ", " + bytes);
    }
  }
}
