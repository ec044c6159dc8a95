package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Input.Acted;
import dev.wardstream.clinical.reference.Input.Measured;
import dev.wardstream.clinical.reference.Input.Sent;
import dev.wardstream.clinical.reference.RandomTimeline.Timeline;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Associations;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Leads one patient of a timeline through both implementations, input by input. */
final class Compared {
  private final Timeline timeline;
  private final String id;
  private final NaivePatient reference;
  private final Subject subject;

  private Compared(Timeline timeline, String id, Function<String, Subject> subjects) {
    this.timeline = timeline;
    this.id = id;
    reference = new NaivePatient(id, timeline.rules(), timeline.scale2());
    subject = subjects.apply(id);
  }

  /**
   * The first difference of any patient; null when there is none.
   *
   * @param counter is told everything that happened
   */
  static @Nullable String difference(
      Timeline timeline, Function<String, Subject> subjects, Consumer<String> counter) {
    String first = new Compared(timeline, RandomTimeline.FIRST, subjects).difference(counter);
    return first != null || timeline.stays().isEmpty()
        ? first
        : new Compared(timeline, RandomTimeline.SECOND, subjects).difference(counter);
  }

  private @Nullable String difference(Consumer<String> counter) {
    int told = 0;
    for (int i = 0; i < timeline.inputs().size(); i++) {
      Input input = own(timeline.inputs().get(i));
      List<String> expected = reference.take(input);
      List<String> actual = subject.take(input);
      List<String> expectedEvents = reference.events().subList(told, reference.events().size());
      List<String> actualEvents =
          subject
              .events()
              .subList(Math.min(told, subject.events().size()), subject.events().size());
      told = reference.events().size();
      if (!expected.equals(actual) || !expectedEvents.equals(actualEvents)) {
        int same = same(expectedEvents, actualEvents);
        return "patient %s, input %d %s, after %d events%nreference %s %s%nengine    %s %s"
            .formatted(
                id,
                i,
                input,
                same,
                expected,
                expectedEvents.subList(same, expectedEvents.size()),
                actual,
                actualEvents.subList(same, actualEvents.size()));
      }
      expected.forEach(counter);
    }
    reference.events().forEach(event -> count(event, counter));
    return null;
  }

  private static int same(List<String> expected, List<String> actual) {
    int same = 0;
    while (same < Math.min(expected.size(), actual.size())
        && expected.get(same).equals(actual.get(same))) {
      same++;
    }
    return same;
  }

  private static void count(String event, Consumer<String> counter) {
    List<String> words = List.of(event.split(" "));
    counter.accept(words.get(1));
    counter.accept(words.get(2).replaceFirst(":.*", ""));
    words.subList(5, words.size()).stream()
        .filter(word -> word.matches("[a-zA-Z]+"))
        .forEach(counter);
  }

  /**
   * What of an input concerns this patient: the readings of the time at which it wore the device.
   */
  private Input own(Input input) {
    return switch (input) {
      case Sent put -> {
        List<Measured> mine = put.readings().stream().filter(one -> own(put, one)).toList();
        yield mine.isEmpty()
            ? new Input.Ticked(put.at() - 1)
            : new Sent(put.at(), put.device(), put.seq(), put.offset(), mine);
      }
      case Acted acted when acted.family().startsWith("#") ->
          new Acted(acted.at(), acted.kind(), anyOpen(acted), acted.until(), acted.behind());
      default -> input;
    };
  }

  private boolean own(Sent put, Measured reading) {
    if (timeline.stays().isEmpty() || !put.device().equals(RandomTimeline.DEVICE)) {
      return id.equals(RandomTimeline.FIRST);
    }
    return new Associations(timeline.stays())
        .at(Instant.ofEpochMilli(reading.time()))
        .map(Association::patient)
        .filter(id::equals)
        .isPresent();
  }

  private String anyOpen(Acted acted) {
    reference.until(acted.at() - 1);
    List<String> open = reference.open();
    int number = Integer.parseInt(acted.family().substring(1));
    return open.isEmpty() ? "SPO2_LOW" : open.get(number % open.size());
  }
}
