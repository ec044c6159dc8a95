package dev.wardstream.cli.letters;

import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.schemas.letters.LogPosition;
import java.util.List;

/**
 * One run of {@code letters retry}.
 *
 * @param bootstrapServers the cluster
 * @param screen where it says what it does
 */
record RetryRound(String bootstrapServers, Screen screen) {

  /** Says what would be done; exit code 0. */
  int rehearse(Wanted wanted, List<LogPosition> places) {
    var plan = plan(wanted, places);
    for (var letter : plan.back()) {
      screen.line(
          "would go back: %s to %s, key %s"
              .formatted(
                  letter.id(),
                  LetterReport.plain(letter.head().origin().topic()),
                  LetterReport.plain(letter.keyText())));
    }
    plan.left().forEach(this::left);
    screen.line(
        "Dry run: %d would go back, %d left alone. Add @|bold --yes|@ to do it."
            .formatted(plan.back().size(), plan.left().size()));
    return 0;
  }

  /** Does it; exit code 0, or 1 when letters that were named are left alone. */
  int run(Wanted wanted, List<LogPosition> places) {
    try (var postman = Postman.on(bootstrapServers)) {
      var plan = plan(wanted, places);
      var log = new LetterLog(bootstrapServers);
      int done = 0;
      for (var letter : plan.back()) {
        var record = log.record(letter.at());
        if (record.isPresent()) {
          var at = postman.writeBack(letter, record.get());
          done++;
          screen.status("%d of %d, %s".formatted(done, plan.back().size(), at));
        } else {
          left(letter.id(), "has been deleted by age meanwhile");
        }
      }
      screen.clear();
      plan.left().forEach(this::left);
      screen.line("%d went back, %d left alone.".formatted(done, plan.left().size()));
      return places.isEmpty() || plan.left().isEmpty() ? 0 : 1;
    }
  }

  private Retry.Plan plan(Wanted wanted, List<LogPosition> places) {
    var letters = wanted.of(new LetterLog(bootstrapServers).letters());
    var chosen =
        places.isEmpty()
            ? letters
            : letters.stream().filter(letter -> places.contains(letter.at())).toList();
    var plan = new Retry(bootstrapServers).plan(chosen);
    for (var place : places) {
      if (chosen.stream().noneMatch(letter -> letter.at().equals(place))) {
        plan.left().put(place.partition() + "-" + place.offset(), "is no letter");
      }
    }
    return plan;
  }

  private void left(String id, String why) {
    screen.line("@|yellow left alone:|@ %s %s".formatted(id, LetterReport.plain(why)));
  }
}
