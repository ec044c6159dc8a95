package dev.wardstream.cli.evaluate;

import dev.wardstream.cli.evaluate.cohort.Cohort;
import dev.wardstream.cli.evaluate.figures.Case;
import dev.wardstream.cli.evaluate.figures.Differences;
import dev.wardstream.cli.evaluate.figures.Figures;
import dev.wardstream.cli.evaluate.figures.Sampling;
import dev.wardstream.cli.evaluate.figures.Totals;
import dev.wardstream.cli.evaluate.report.Report;
import dev.wardstream.cli.evaluate.report.Side;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One or two rule sets, a cohort, and what is asked of them.
 *
 * @param before how long before the outcome an alert is a warning
 * @param families only these, by name or by kind; empty: all
 * @param technical whether families that speak of the measurement count
 */
record Study(
    Cohort cohort, List<RuleSet> rules, Duration before, List<String> families, boolean technical) {
  private static final String LETTERS = "AB";

  Study {
    rules = List.copyOf(rules);
    families = List.copyOf(families);
  }

  Report run(int cores, int atMost, IntConsumer progress) throws IOException, InterruptedException {
    var courses = rules.stream().map(each -> new Course(each, technical, this::wanted)).toList();
    var result = new Evaluation(courses, cores, progress).run(cohort, atMost);
    var window = cohort.about().outcome() == null ? null : before;
    var sides = new ArrayList<Side>();
    for (var i = 0; i < rules.size(); i++) {
      sides.add(side(i, result.cases().get(i), result.sampling(), window));
    }
    var ground =
        new Report.Ground(
            cohort.about(),
            window,
            families,
            technical,
            result.counts().all(),
            gaps(result.sampling()),
            cohort::time);
    return new Report(
        ground,
        Totals.of(result.cases().getFirst(), window),
        sides,
        rules.size() < 2
            ? null
            : Differences.between(result.cases().get(0), result.cases().get(1)));
  }

  private boolean wanted(String family) {
    return families.isEmpty()
        || families.contains(family)
        || families.contains(RuleSets.kind(family));
  }

  private Side side(int index, List<Case> cases, Sampling sampling, @Nullable Duration window) {
    var set = rules.get(index);
    var known = RuleSets.families(set);
    known.keySet().removeIf(family -> !wanted(family));
    var assessments =
        RuleSets.needs(set).stream()
            .filter(need -> wanted(need.family()))
            .map(need -> need.by(sampling))
            .toList();
    return new Side(
        LETTERS.substring(index, index + 1),
        set.id().name(),
        set.id().version(),
        set.id().hash(),
        assessments,
        Figures.of(cases, known, window));
  }

  private static Map<Vital, Duration> gaps(Sampling sampling) {
    var gaps = new EnumMap<Vital, Duration>(Vital.class);
    for (Vital vital : sampling.measured()) {
      sampling.median(vital).ifPresent(gap -> gaps.put(vital, gap));
    }
    return gaps;
  }
}
