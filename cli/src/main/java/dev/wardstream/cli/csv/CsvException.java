package dev.wardstream.cli.csv;

import java.io.IOException;

/** A table that cannot be read on; the message names the line and the remedy. */
public final class CsvException extends IOException {
  private static final long serialVersionUID = 1L;

  CsvException(long line, String problem) {
    super("line " + line + ": " + problem);
  }
}
