package dev.wardstream.rules.document;

/**
 * One thing that is wrong with a document.
 *
 * @param file as the reader was told
 * @param line from 1
 * @param column from 1
 * @param path of the value, as in {@code families.SPO2_LOW.medium.raise}; empty: the document
 * @param what is wrong, without a full stop
 * @param remedy what to write instead, without a full stop
 */
public record Problem(String file, int line, int column, String path, String what, String remedy) {
  @Override
  public String toString() {
    return "%s:%d:%d: %s%s; %s"
        .formatted(file, line, column, path.isEmpty() ? "" : path + ": ", what, remedy);
  }
}
