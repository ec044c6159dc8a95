package dev.wardstream.alerts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.history.Sample;
import dev.wardstream.clinical.history.SampleHistory;
import dev.wardstream.clinical.vitals.Vital;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientJournalTest {
  private static final long NOON = 1_767_268_800_000L;
  private static final Vital[] VITALS = {Vital.HR, Vital.SPO2, Vital.TEMP};

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final KeyValueStore<Bytes, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("journal"), Serdes.Bytes(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void openStore() {
    store.init(context.getStateStoreContext(), store);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private long entries() {
    long count = 0;
    try (var all = store.all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isAHistoryThroughEveryRestart(long seed) {
    var random = new Random(seed);
    var model = new InMemoryHistory();
    SampleHistory[] both = {new Journal(store).begin("p"), model};
    var taken = new TreeSet<Long>();
    for (int put = 0; put < 3_000; put++) {
      long now = NOON + 1_000L * put;
      long time = random.nextInt(20) == 0 ? now - random.nextInt(200_000) : now;
      if (taken.add(time)) {
        for (Vital vital : VITALS) {
          if (vital != Vital.TEMP || put % 500 < 20) {
            add(both, vital, new Sample(time, random.nextInt(200) * 1_000_000L, at(put)));
          }
        }
      }
      if (random.nextInt(100) == 0 && taken.contains(now - 5_000)) {
        remove(both, Vital.HR, now - 5_000);
      }
      if (put % 60 == 0) {
        for (int i = 0; i < (put < 2_000 ? 2 : 3); i++) {
          purge(both, VITALS[i], now - 300_000 - 60_000L * i);
        }
      }
      ((PatientJournal) both[0]).flush();
      if (random.nextInt(50) == 0) {
        both[0] = new Journal(store).of("p");
      }
      compare(both, random, now);
    }
    assertThat(entries()).isLessThanOrEqualTo(20L * Block.FULL);
  }

  private static Position at(long offset) {
    return new Position(3, offset);
  }

  private static void add(SampleHistory[] both, Vital vital, Sample sample) {
    for (SampleHistory history : both) {
      history.add(vital, sample);
    }
  }

  private static void remove(SampleHistory[] both, Vital vital, long time) {
    for (SampleHistory history : both) {
      history.remove(vital, time);
    }
  }

  private static void purge(SampleHistory[] both, Vital vital, long before) {
    for (SampleHistory history : both) {
      history.purge(vital, before);
    }
  }

  private static void compare(SampleHistory[] both, Random random, long now) {
    if (random.nextInt(10) == 0) {
      long from = now - random.nextInt(600_000);
      long to = random.nextBoolean() ? now : from + random.nextInt(30_000);
      for (Vital vital : VITALS) {
        assertThat(both[0].between(vital, from, to)).isEqualTo(both[1].between(vital, from, to));
        assertThat(both[0].contains(vital, to)).isEqualTo(both[1].contains(vital, to));
      }
    }
  }

  @Test
  void forgetsWhatWasNotFlushed() {
    var journal = new Journal(store);
    PatientJournal half = journal.begin("p");
    half.add(Vital.HR, new Sample(NOON, 1, at(1)));
    assertThat(half.contains(Vital.HR, NOON)).isTrue();

    assertThat(journal.of("p").contains(Vital.HR, NOON)).isFalse();
    assertThat(entries()).isZero();
  }

  @Test
  void keepsPatientsApartWhoseIdsBeginAlike() {
    var journal = new Journal(store);
    for (String id : new String[] {"p", "p1", "p11"}) {
      PatientJournal its = journal.begin(id);
      its.add(Vital.HR, new Sample(NOON + id.length(), 1, at(1)));
      its.flush();
    }

    assertThat(journal.of("p1").between(Vital.HR, 0, Long.MAX_VALUE))
        .containsExactly(new Sample(NOON + 2, 1, at(1)));
  }

  @Test
  void keepsAPutOfFourVitalsInFewBytes() {
    PatientJournal journal = new Journal(store).begin("patient-0001");
    for (Vital vital : new Vital[] {Vital.HR, Vital.RR, Vital.SPO2, Vital.PULSE}) {
      journal.add(vital, new Sample(NOON, 70_000_000, at(123_456)));
    }
    journal.flush();

    try (var all = store.all()) {
      var entry = all.next();
      assertThat(entry.key.get()).hasSize(12 + 1 + 3);
      assertThat(entry.value).hasSizeLessThan(32);
    }
  }

  @Test
  void blamesNoInputForBytesThatCannotBeReadBack() {
    PatientJournal journal = new Journal(store).begin("p");
    journal.add(Vital.HR, new Sample(NOON, 1, at(1)));
    journal.flush();
    try (var all = store.all()) {
      store.put(all.next().key, new byte[] {99});
    }

    assertThatThrownBy(() -> new Journal(store).of("p").contains(Vital.HR, NOON))
        .isInstanceOf(ProcessorStateException.class);
  }
}
