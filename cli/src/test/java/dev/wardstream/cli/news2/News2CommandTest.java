package dev.wardstream.cli.news2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class News2CommandTest {
  @TempDir private Path folder = Path.of("");

  private record Run(int code, String err) {}

  @Test
  void aTableWithoutItsColumnsIsAUsageError() throws IOException {
    var run = run("id,rr,RR,spo2,scale,o2\n");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("obs.csv:1", "'rr' is there twice", "missing columns: sbp, pulse, acvpu, temp");
  }

  @Test
  void anEmptyFileIsAUsageErrorThatTeachesTheHeader() throws IOException {
    var run = run("");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("empty", "id,rr,spo2,scale,o2,sbp,pulse,acvpu,temp");
  }

  @Test
  void aMissingFileIsAUsageError() {
    var run = execute(folder.resolve("nothing.csv"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no file", "nothing.csv");
  }

  @Test
  void rowsThatCannotBeScoredEndInExitCode1() throws IOException {
    var header = "id,rr,spo2,scale,o2,sbp,pulse,acvpu,temp\n";
    assertThat(run(header + "a,16,97,1,0,120,70,A,37\n").code()).isZero();
    assertThat(run(header + "a,16,97,1,0,120,70,X,37\n").code()).isEqualTo(1);
    var unclosed = run(header + "\"a,16,97,1,0,120,70,A,37\n");
    assertThat(unclosed.code()).isEqualTo(1);
    assertThat(unclosed.err()).contains("obs.csv, line 2", "not closed");
  }

  private Run run(String table) throws IOException {
    var file = folder.resolve("obs.csv");
    Files.writeString(file, table);
    return execute(file);
  }

  private static Run execute(Path file) {
    var err = new StringWriter();
    var code =
        Main.commandLine().setErr(new PrintWriter(err, true)).execute("news2", file.toString());
    return new Run(code, err.toString());
  }
}
