package dev.wardstream.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.client.Event;
import dev.wardstream.client.Item;
import dev.wardstream.client.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JudgeTest {
  private static final Event OPENED = new Event.Opened(Transport.WEB_SOCKET);
  private static final JsonMapper JSON = new JsonMapper();

  private final Ledger ledger = new Ledger(7, List.of("mon"));
  private final List<String> findings = new ArrayList<>();
  private final Judge judge = new Judge(ledger, List.of(0), findings::add, _ -> {});

  JudgeTest() {
    for (var seq = 1; seq <= 5; seq++) {
      ledger.sent(0, Instant.ofEpochSecond(seq));
      ledger.acknowledged(0, seq, at(seq));
    }
  }

  private static String at(int seq) {
    return "vitals.readings/0/" + (100 + seq);
  }

  private static Item item(int seq) {
    var data =
        """
        {"device":"mon","boot":7,"seq":%d,"arrivedAt":"2026-11-21T10:00:0%dZ",\
        "readings":[{"temp":"%s"}]}\
        """
            .formatted(seq, seq, Ledger.temperature(seq));
    return new Item(at(seq), JSON.readTree(data));
  }

  private static Event data(@Nullable String cursor, Integer... seqs) {
    return new Event.Data(Arrays.stream(seqs).map(JudgeTest::item).toList(), cursor);
  }

  private static Event gap(long count) {
    return new Event.Gap("c1.a", "c1.b", "retention", count);
  }

  private Counts judged(Event... events) {
    Arrays.stream(events).forEach(judge::take);
    return judge.conclude(ledger.acknowledged());
  }

  @Test
  void contiguousIsKept() {
    var counts = judged(OPENED, data("c1.a", 1, 2), data("c1.b", 3, 4, 5));
    assertThat(counts.of(Count.DELIVERED)).isEqualTo(5);
    assertThat(counts.isFaulty()).isFalse();
    assertThat(findings).isEmpty();
  }

  @Test
  void whatIsMissingAndNotToldIsLost() {
    var counts = judged(OPENED, data("c1.a", 1, 2), data("c1.b", 5));
    assertThat(counts.of(Count.LOST)).isEqualTo(2);
    assertThat(findings).containsExactly("mon: 2 not told, from seq 3 to 4");
  }

  @Test
  void whatAGapTellsIsNotLost() {
    var counts = judged(OPENED, data("c1.a", 1, 2), gap(2), data("c1.b", 5));
    assertThat(counts.of(Count.GAPS)).isEqualTo(1);
    assertThat(counts.isFaulty()).isFalse();
  }

  @Test
  void aGapExcusesNoMoreThanItCountsAndNothingElsewhere() {
    assertThat(judged(OPENED, data("c1.a", 1, 2), gap(1), data("c1.b", 5)).of(Count.LOST))
        .isEqualTo(1);
    var other = new Judge(ledger, List.of(0), _ -> {}, _ -> {});
    List.of(OPENED, data("c1.a", 1), gap(9), data("c1.b", 2), data("c1.c", 5)).forEach(other::take);
    assertThat(other.conclude(List.of(5)).of(Count.LOST)).isEqualTo(2);
  }

  @Test
  void afterAReconnectOnlyWhatNoCursorCoveredMayComeAgain() {
    var counts =
        judged(
            OPENED, data("c1.a", 1, 2), data(null, 3), OPENED, data("c1.b", 3, 4), data("c1.c", 5));
    assertThat(counts.of(Count.REMOVED)).isEqualTo(1);
    assertThat(counts.isFaulty()).isFalse();
  }

  @Test
  void aRepeatOfWhatACursorCoveredIsAFault() {
    var counts = judged(OPENED, data("c1.a", 1, 2), OPENED, data("c1.b", 2, 3, 4, 5));
    assertThat(counts.of(Count.REPEATED)).isEqualTo(1);
  }

  @Test
  void aRepeatWithoutAReconnectIsAFault() {
    assertThat(judged(OPENED, data(null, 1, 2, 2, 3, 4, 5)).of(Count.REPEATED)).isEqualTo(1);
  }

  @Test
  void whatComesTooLateIsReorderedAndNotLost() {
    var counts = judged(OPENED, data("c1.a", 1, 3, 2, 4, 5));
    assertThat(counts.of(Count.REORDERED)).isEqualTo(1);
    assertThat(counts.of(Count.LOST)).isZero();
  }

  @Test
  void aTimeMeansTheFirstThatArrivedThenInItsPartition() {
    judged(OPENED, data("c1.a", 1, 2, 3, 4, 5));
    assertThat(ledger.before(Instant.parse("2026-11-21T10:00:03Z"))).containsExactly(2);
    assertThat(ledger.before(Instant.parse("2026-11-21T10:00:02.001Z"))).containsExactly(2);
  }

  @Test
  void whatWasPutBeforeTheStartIsNotToBeTold() {
    var late = new Judge(ledger, List.of(3), findings::add, _ -> {});
    List.of(OPENED, data("c1.b", 3, 4, 5)).forEach(late::take);
    assertThat(late.conclude(List.of(5)).of(Count.REPEATED)).isEqualTo(1);
    assertThat(findings).containsExactly("mon seq 3 was not asked for");
  }
}
