package dev.wardstream.desk.whatif;

import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.rules.RuleBook;
import dev.wardstream.clinical.rules.RuleSetId;
import dev.wardstream.desk.http.Tree;
import dev.wardstream.desk.whatif.Comparison.Kind;
import dev.wardstream.desk.whatif.Rerun.Result;
import dev.wardstream.schemas.Topics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a run as an answer. */
final class WhatIfJson {
  private WhatIfJson() {}

  static Map<String, @Nullable Object> of(Question question, Result result) {
    var counts = new EnumMap<Kind, Integer>(Kind.class);
    for (var kind : Kind.values()) {
      counts.put(kind, 0);
    }
    var patients = new ArrayList<Object>();
    result
        .patients()
        .forEach((id, alerts) -> {
          alerts.forEach(alert -> counts.merge(alert.kind(), 1, Integer::sum));
          patients.add(patient(question, id, alerts));
        });
    return Tree.of(
        "from", question.from(),
        "to", question.to(),
        "warmUpMs", Rerun.WARM_UP.toMillis(),
        "records", result.records(),
        "counts", counts,
        "patients", patients);
  }

  private static Object patient(Question question, String id, List<Comparison> alerts) {
    var person = question.people().get(id);
    var profile = person == null ? null : person.care().profile();
    var before = rules(question.before(), profile);
    var after = rules(question.after(), profile);
    return Tree.of(
        "patient", id,
        "ward", person == null ? null : person.care().ward(),
        "before", name(before),
        "after", name(after),
        "judgedByProposal", !before.equals(after),
        "alerts", alerts.stream().map(WhatIfJson::alert).toList());
  }

  private static RuleSetId rules(RuleBook book, @Nullable String profile) {
    return book.of(profile).id();
  }

  private static String name(RuleSetId id) {
    return id.name() + "@" + id.version();
  }

  private static Object alert(Comparison alert) {
    return Tree.of(
        "kind", alert.kind().name(),
        "family", alert.family(),
        "before", episode(alert.before()),
        "after", episode(alert.after()));
  }

  private static @Nullable Object episode(@Nullable Episode episode) {
    return episode == null
        ? null
        : Tree.of(
            "from", episode.from().toEpochMilli(),
            "to", episode.to() == null ? null : episode.to().toEpochMilli(),
            "severity", episode.severity().name(),
            "value", episode.value(),
            "limit", episode.limit(),
            "retrospective", episode.retrospective(),
            "readings", episode.readings().stream().map(WhatIfJson::position).toList());
  }

  private static String position(OffsetRange range) {
    var first =
        "%s/%d/%d".formatted(Topics.VITALS_READINGS.name(), range.partition(), range.first());
    return range.first() == range.last() ? first : first + "-" + range.last();
  }
}
