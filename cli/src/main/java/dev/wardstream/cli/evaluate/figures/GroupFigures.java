package dev.wardstream.cli.evaluate.figures;

import org.jspecify.annotations.Nullable;

/**
 * All figures of a group.
 *
 * @param warning null where the cohort tells of no outcome
 */
public record GroupFigures(Group group, Burden burden, @Nullable Warning warning) {}
