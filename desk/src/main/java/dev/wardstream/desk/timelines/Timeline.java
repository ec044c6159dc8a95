package dev.wardstream.desk.timelines;

import dev.wardstream.clinical.scenario.Scenario;

/**
 * A scenario and what the file says about it beyond.
 *
 * @param expects whether the file says which events are expected; without, it can only be printed
 */
public record Timeline(Scenario scenario, boolean expects) {}
