package dev.wardstream.client;

import java.util.List;

/**
 * A put is in the log, on every replica in sync.
 *
 * @param at where: {@code topic/partition/offset}; {@code vitals.unassigned/…} for a device without
 *     a patient
 * @param rejected readings that could not be understood, by index, and why
 */
public record Receipt(List<String> at, List<Rejected> rejected) {

  public Receipt {
    at = List.copyOf(at);
    rejected = List.copyOf(rejected);
  }

  /**
   * A reading that could not be understood.
   *
   * @param reading index in the put
   * @param path the field
   * @param code why, as in {@code NOT_A_NUMBER}
   */
  public record Rejected(int reading, String path, String code) {}
}
