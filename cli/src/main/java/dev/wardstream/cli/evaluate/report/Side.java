package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.figures.Figures;
import dev.wardstream.cli.evaluate.figures.Group;
import dev.wardstream.cli.evaluate.figures.GroupFigures;
import dev.wardstream.cli.evaluate.figures.Need;
import java.util.List;

/**
 * One rule set and what it amounts to.
 *
 * @param letter A or B
 * @param rules name of the rule set
 * @param assessments what the cohort can say about each level of its families
 */
public record Side(
    String letter,
    String rules,
    int version,
    String hash,
    List<Need.Assessment> assessments,
    Figures figures) {
  public Side {
    assessments = List.copyOf(assessments);
  }

  /** What the cohort can say nothing about. */
  List<Need.Assessment> notAssessable() {
    return assessments.stream().filter(a -> a.answer() != Need.Answer.ASSESSABLE).toList();
  }

  /**
   * Whether a group is worth a line: a nought of what cannot be assessed is no finding. Families
   * the needs do not speak of are always shown.
   */
  boolean shows(GroupFigures each) {
    return each.burden().alerts() > 0 || shows(each.group());
  }

  private boolean shows(Group group) {
    var levels =
        assessments.stream()
            .filter(a -> group.whole() || a.family().equals(group.family()))
            .filter(a -> a.severity().compareTo(group.atLeast()) >= 0)
            .toList();
    return levels.isEmpty() || levels.stream().anyMatch(a -> a.answer() == Need.Answer.ASSESSABLE);
  }

  boolean shows(Figures.Exact exact) {
    return exact.alerts() > 0 || shows(new Group(exact.family(), exact.severity()));
  }

  /** In a sentence. */
  String assessable() {
    var families = assessments.stream().map(Need.Assessment::family).distinct().count();
    var can =
        assessments.stream()
            .filter(a -> a.answer() == Need.Answer.ASSESSABLE)
            .map(Need.Assessment::family)
            .distinct()
            .count();
    return "%d of %d families can be assessed at this cohort's sampling".formatted(can, families);
  }

  /** Name, version and hash. */
  String title() {
    return "%s v%d (%s)".formatted(rules, version, hash);
  }
}
