package dev.wardstream.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a device measured at one instant.
 *
 * @param at event time, by the device's clock; milliseconds count
 * @param values by the names of the protocol, as in {@code hr} or {@code spo2}: a {@link
 *     BigDecimal}, {@link Integer} or {@link Long} for a number, a {@link Boolean} for {@code o2},
 *     a {@link String} for {@code acvpu}; no {@code double}, which would not be what was measured
 */
public record Reading(Instant at, Map<String, Object> values) {

  public Reading {
    values = Map.copyOf(values);
    values.forEach((name, value) -> {
      switch (value) {
        case BigDecimal _, Integer _, Long _, Boolean _, String _ -> {}
        default ->
            throw new IllegalArgumentException(
                "%s is a %s: use BigDecimal, Integer, Long, Boolean or String"
                    .formatted(name, value.getClass().getSimpleName()));
      }
    });
  }

  void write(ObjectNode object) {
    object.put("t", at.toEpochMilli());
    values.forEach((name, value) -> {
      switch (value) {
        case BigDecimal number -> object.put(name, number);
        case Integer number -> object.put(name, number);
        case Long number -> object.put(name, number);
        case Boolean flag -> object.put(name, flag);
        default -> object.put(name, value.toString());
      }
    });
  }
}
