package dev.wardstream.rules.outline;

import dev.wardstream.clinical.rules.ArtefactRule;
import dev.wardstream.clinical.rules.ClockSkewRule;
import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.FlatlineRule;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.RateRule;
import dev.wardstream.clinical.rules.Rule;
import dev.wardstream.clinical.rules.ShockIndexRule;
import dev.wardstream.clinical.rules.ThresholdRule;
import java.util.List;

/**
 * The names of families that say what kind of rule they are. Every other name is a threshold, or a
 * rate of change when it says how the vital changes.
 */
public final class Families {
  public static final String SHOCK_INDEX = "SHOCK_INDEX";
  public static final String NEWS2 = "NEWS2";
  public static final String QSOFA = "QSOFA";
  public static final String FLATLINE = "FLATLINE";
  public static final String ARTEFACT = "ARTEFACT";
  public static final String CLOCK_SKEW = "CLOCK_SKEW";
  public static final String UNDELIVERED = "UNDELIVERED";

  /** All of the above. */
  public static final List<String> NAMED =
      List.of(SHOCK_INDEX, NEWS2, QSOFA, FLATLINE, ARTEFACT, CLOCK_SKEW, UNDELIVERED);

  /** Names of the platform itself, which no rule may take. */
  public static final List<String> TAKEN =
      List.of(
          "SIGNAL_LOST",
          "NEWS2_INCOMPLETE",
          DeliveryRule.NOBODY_WATCHING,
          "AUDIO_PAUSE",
          "ALARM_OFF");

  private Families() {}

  /** Whether a document can say this rule: its family name fits its kind. */
  static boolean fits(Rule rule) {
    String family = rule.family();
    return switch (rule) {
      case ThresholdRule _, RateRule _ -> !NAMED.contains(family) && !TAKEN.contains(family);
      case ShockIndexRule _ -> family.equals(SHOCK_INDEX);
      case News2Rule _ -> family.equals(NEWS2);
      case QsofaRule _ -> family.equals(QSOFA);
      case FlatlineRule _ -> family.equals(FLATLINE);
      case ArtefactRule _ -> family.equals(ARTEFACT);
      case ClockSkewRule _ -> family.equals(CLOCK_SKEW);
      case DeliveryRule _ -> family.equals(UNDELIVERED);
    };
  }
}
