package dev.wardstream.cli.news2;

import dev.wardstream.clinical.scores.News2Score;
import java.io.IOException;

/** Where scores go, in the order of the rows. */
interface ScoreWriter {
  /** Before the first score. */
  void begin() throws IOException;

  /** One score. */
  void write(String id, News2Score score) throws IOException;
}
