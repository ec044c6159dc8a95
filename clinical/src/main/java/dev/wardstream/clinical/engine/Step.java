package dev.wardstream.clinical.engine;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.windows.MinuteWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an input led to.
 *
 * @param next the state to keep; the very same object when nothing changed
 * @param events in order of their seq; {@code next.alert(family)} tells what is left of each alert
 * @param dispositions one per reading of the put, in its order; empty for other inputs
 * @param windows minutes to publish
 * @param latestChanged {@code next.latest()} differs from before
 * @param outcome what came of an action; null for other inputs
 */
public record Step(
    PatientState next,
    List<AlertEvent> events,
    List<Disposition> dispositions,
    List<MinuteWindow> windows,
    boolean latestChanged,
    Action.@Nullable Outcome outcome) {}
