package dev.wardstream.clinical.rules;

/**
 * One kind of condition and its numbers. Every rule has one alert family; those that exist once per
 * series add {@code :VITAL} to it.
 */
public sealed interface Rule
    permits LeveledRule,
        News2Rule,
        QsofaRule,
        FlatlineRule,
        ArtefactRule,
        ClockSkewRule,
        DeliveryRule {
  /** Name of the alert family, e.g. SPO2_LOW. */
  String family();
}
