package dev.wardstream.clinical.alerts;

import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.vitals.Vital;

/** Names of families that no rule names by itself. Part of the wire: never to be changed. */
public final class Families {
  /** The audio of all alarms of a patient is paused. */
  public static final String AUDIO_PAUSE = "AUDIO_PAUSE";

  private static final String ALARM_OFF = "ALARM_OFF:";
  private static final String SIGNAL_LOST = "SIGNAL_LOST:";

  private Families() {}

  /** The alarm of a family is off. */
  public static String alarmOff(String family) {
    return ALARM_OFF + family;
  }

  /** The signal of a series is lost. */
  public static String signalLost(Vital vital) {
    return SIGNAL_LOST + vital.name();
  }

  /** Whether it is about a lost signal. */
  public static boolean isSignalLost(String family) {
    return family.startsWith(SIGNAL_LOST);
  }

  /** Whether it is about alarms that reach nobody. */
  public static boolean isDelivery(String family) {
    return family.equals("UNDELIVERED") || family.equals(DeliveryRule.NOBODY_WATCHING);
  }
}
