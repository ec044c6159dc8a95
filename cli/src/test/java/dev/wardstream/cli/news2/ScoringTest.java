package dev.wardstream.cli.news2;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wardstream.cli.csv.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class ScoringTest {
  private static final Path SHARED = Path.of("..", "..", "shared", "clinical", "news2_vectors.csv");
  private static final String HEADER = "id,rr,spo2,scale,o2,sbp,pulse,acvpu,temp\n";
  private static final String SCORES =
      "id,s_rr,s_spo2,s_o2,s_sbp,s_pulse,s_acvpu,s_temp,status,total,red,band,monitoring,missing,"
          + "total_min,total_max,band_min,band_max\n";

  private record Run(boolean all, String out, String err) {}

  @Test
  void reproducesTheSharedVectorsByteForByte() throws IOException {
    assumeTrue(Files.exists(SHARED), () -> "no shared vectors at " + SHARED.toAbsolutePath());
    var vectors = Files.readString(SHARED);
    // id, kind, nine inputs, seventeen columns that are ours, and a note that may hold commas
    var expected =
        vectors
            .lines()
            .map(line -> line.split(",", 28))
            .map(cells ->
                cells[0] + ',' + String.join(",", Arrays.copyOfRange(cells, 10, 27)) + '\n')
            .collect(Collectors.joining());
    var run = run(vectors, ScoreCsv::new);
    assertThat(run.out()).isEqualTo(expected);
    assertThat(run.err()).isEmpty();
    assertThat(run.all()).isTrue();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "x,25,95.5,1,0,120,70,A,38.05"
            + "|x,3,0,0,0,0,0,1,COMPLETE,4,true,LOW_MEDIUM,1H,,4,4,LOW_MEDIUM,LOW_MEDIUM",
        "a,16,97,,false,120,70,A,37" + "|a,0,0,0,0,0,0,0,COMPLETE,0,false,LOW,12H,,0,0,LOW,LOW",
        "x,16,97,2,,120,70,A,37|x,0,,,0,0,0,0,INCOMPLETE,,,,,o2,0,5,LOW,MEDIUM",
        "x,,97,1,true,,70,V,|x,,0,2,,0,3,,INCOMPLETE,,true,,,rr;sbp;temp,5,14,MEDIUM,HIGH",
        "x,,,,,,,,|x,,,,,,,,INCOMPLETE,,,,,rr;spo2;o2;sbp;pulse;acvpu;temp,0,20,LOW,HIGH"
      })
  void scoresARow(String row, String scores) throws IOException {
    assertThat(run(HEADER + row + '\n', ScoreCsv::new).out()).isEqualTo(SCORES + scores + '\n');
  }

  @Test
  void columnsMayComeInAnyOrderWithOthersBetween() throws IOException {
    var run =
        run(
            """
            temp,note,ACVPU,pregnant,pulse,sbp,o2,scale,spo2,rr,age,id
            39.1,"so, so",C,0,131,220,1,1,91,25,16,"one, two"
            37.0,,A,0,70,120,0,1,97,16,15,child
            37.0,,A,1,70,120,0,1,97,16,,mother
            """,
            ScoreCsv::new);
    assertThat(run.out())
        .isEqualTo(
            SCORES
                + "\"one, two\",3,3,2,3,3,3,2,COMPLETE,19,true,HIGH,CONTINUOUS,,19,19,HIGH,HIGH\n"
                + "child,,,,,,,,NOT_APPLICABLE,,,,,,,,,\n"
                + "mother,,,,,,,,NOT_APPLICABLE,,,,,,,,,\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "x,sixteen,97,1,0,120,70,A,37 | column rr: 'sixteen' is no number",
        "x,16,127,1,0,120,70,A,37 | column spo2: '127' is impossible",
        "x,16,97,3,0,120,70,A,37 | column scale: '3' is no scale; write 1, or 2",
        "x,16,97,1,2,120,70,A,37 | column o2: '2' is neither yes nor no; write 1 or 0",
        "x,16,97,1,0,301,70,A,37 | column sbp: '301' is impossible in mmHg",
        "x,16,97,1,0,120,-1,A,37 | column pulse: '-1' is impossible",
        "x,16,97,1,0,120,70,alert,37 | column acvpu: 'alert' is no level of consciousness",
        "x,16,97,1,0,120,70,A,98.6 | column temp: '98.6' is impossible in degrees Celsius",
        "x,16,97,1,0,120,70,A | the row has 8 cells, the header has 9",
      })
  void explainsARowItCannotScoreAndScoresTheRest(String row, String why) throws IOException {
    var run = run(HEADER + row + "\nnext,16,97,1,0,120,70,A,37\n", ScoreCsv::new);
    assertThat(run.err()).contains("obs.csv:2: " + why).contains("1 observation sets scored");
    assertThat(run.out())
        .isEqualTo(SCORES + "next,0,0,0,0,0,0,0,COMPLETE,0,false,LOW,12H,,0,0,LOW,LOW\n");
    assertThat(run.all()).isFalse();
  }

  @Test
  void allThatIsWrongWithARowIsSaidAtOnce() throws IOException {
    var run = run("age," + HEADER + "-1,x,a,b,c,d,e,f,g,h\n", ScoreCsv::new);
    assertThat(run.err().lines().filter(line -> line.startsWith("obs.csv:2: column "))).hasSize(9);
  }

  @Test
  void theTableForPeopleIsAlignedAndPlainWithoutATerminal() throws IOException {
    var rows = "a,25,97,1,0,120,70,A,37\nb,16,97,2,,120,70,A,37\n";
    assertThat(run(HEADER + rows, out -> new ScoreTable(out, Ansi.OFF)).out())
        .isEqualTo(
            """
            id                rr  spo2  o2  sbp  pulse  acvpu  temp  total  band              monitoring  remark
            a                  3     0   0    0      0      0     0      3  low-medium        1H          red: rr
            b                  0     ·   ·    0      0      0     0    0–5  low – medium      ·           missing: o2
            """);
  }

  @Test
  void onATerminalTheBandIsColouredButNeverColourAlone() throws IOException {
    var row = "a,25,91,1,0,90,70,A,37\n";
    assertThat(run(HEADER + row, out -> new ScoreTable(out, Ansi.ON)).out())
        .contains("\u001b[31m", "high")
        .doesNotContain("@|");
  }

  private static Run run(String table, Function<Appendable, ScoreWriter> writer)
      throws IOException {
    var out = new StringBuilder();
    var err = new StringWriter();
    try (var rows =
        new CsvReader(new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)))) {
      var problems = new ArrayList<String>();
      var header = Header.of(requireNonNull(rows.next()), problems);
      assertThat(problems).isEmpty();
      var all = new Scoring("obs.csv", rows, new PrintWriter(err)).run(header, writer.apply(out));
      return new Run(all, out.toString(), err.toString());
    }
  }
}
