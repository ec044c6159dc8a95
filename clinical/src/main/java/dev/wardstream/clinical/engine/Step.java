package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertState;
import dev.wardstream.clinical.windows.VitalWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an input led to.
 *
 * @param events in order of their seq
 * @param alerts what is left of each alert that changed, or is to be shown differently
 * @param dispositions one per reading of the put, in its order; empty for other inputs
 * @param windows minutes and hours to publish
 * @param latestChanged the newest values or the score differ from before
 * @param outcome what came of an action; null for other inputs
 */
public record Step(
    List<AlertEvent> events,
    List<AlertState> alerts,
    List<Disposition> dispositions,
    List<VitalWindow> windows,
    boolean latestChanged,
    Action.@Nullable Outcome outcome) {}
