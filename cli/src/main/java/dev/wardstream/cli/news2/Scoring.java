package dev.wardstream.cli.news2;

import dev.wardstream.cli.csv.CsvReader;
import dev.wardstream.cli.csv.Row;
import dev.wardstream.clinical.scores.News2;
import java.io.IOException;
import java.io.PrintWriter;

/** Scores a table from its second line on; rows that cannot be scored are explained, not scored. */
final class Scoring {
  private final String file;
  private final CsvReader rows;
  private final PrintWriter err;
  private long scored;
  private long refused;

  Scoring(String file, CsvReader rows, PrintWriter err) {
    this.file = file;
    this.rows = rows;
    this.err = err;
  }

  /** Scores all rows; true when each could be scored. */
  boolean run(Header header, ScoreWriter out) throws IOException {
    out.begin();
    for (var row = rows.next(); row != null; row = rows.next()) {
      score(header, row, out);
    }
    if (refused > 0) {
      err.printf("%,d observation sets scored, %,d refused%n", scored, refused);
      err.flush();
    }
    return refused == 0;
  }

  private void score(Header header, Row row, ScoreWriter out) throws IOException {
    var read = Cells.read(header, row);
    var set = read.set();
    if (set == null) {
      refused++;
      read.problems().forEach(problem -> err.printf("%s:%d: %s%n", file, row.line(), problem));
    } else {
      scored++;
      out.write(read.id(), News2.score(set));
    }
  }
}
