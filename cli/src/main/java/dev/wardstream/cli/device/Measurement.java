package dev.wardstream.cli.device;

import dev.wardstream.cli.recordings.Sample;
import java.time.Instant;

/**
 * What a device measured at one instant.
 *
 * @param at event time, by the device's clock
 * @param sample values as decimal text; absent ones are not sent
 */
public record Measurement(Instant at, Sample sample) {}
