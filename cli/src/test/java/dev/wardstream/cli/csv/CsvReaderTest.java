package dev.wardstream.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  @Test
  void readsCellsWithTheLineTheirRowBeginsOn() throws IOException {
    assertThat(read("a,b\r\n\"1\r\n2\",\"say \"\"hi\"\", now\"\n\n3,\n,4"))
        .containsExactly(
            new Row(1, List.of("a", "b")),
            new Row(2, List.of("1\r\n2", "say \"hi\", now")),
            new Row(5, List.of("3", "")),
            new Row(6, List.of("", "4")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF"})
  void aTableOfNothingHasNoRows(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void skipsAByteOrderMarkAndKeepsOtherScripts() throws IOException {
    assertThat(read("\uFEFFid\nÜ-🛏\n"))
        .containsExactly(new Row(1, List.of("id")), new Row(2, List.of("Ü-🛏")));
  }

  @Test
  void namesTheRowWhoseQuotationMarkIsNotClosed() {
    assertThatThrownBy(() -> read("a\n\"b\nc\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("not closed");
  }

  @Test
  void doesNotTakeTheRestOfALongFileForOneCell() {
    assertThatThrownBy(() -> read("a\n\"" + "b,c\n".repeat(100_000)))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void whatIsQuotedIsReadBack() throws IOException {
    var cells = List.of("plain", "a,b", "say \"hi\"", "two\nlines", "two\rlines", "");
    assertThat(read(Quoting.row(cells))).containsExactly(new Row(1, cells));
    assertThat(Quoting.row(List.of("plain", ""))).isEqualTo("plain,");
  }

  private static List<Row> read(String text) throws IOException {
    try (var reader =
        new CsvReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      var rows = new ArrayList<Row>();
      for (var row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
      return rows;
    }
  }
}
