package dev.wardstream.edge;

/**
 * A value that must not appear in logs or messages.
 *
 * @param reveal the value itself
 */
public record Secret(String reveal) {
  @Override
  public String toString() {
    return "***";
  }
}
