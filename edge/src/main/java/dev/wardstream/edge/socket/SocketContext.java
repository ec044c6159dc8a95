package dev.wardstream.edge.socket;

import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.RefusalLog;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What all sessions of one server share.
 *
 * @param limits of each connection
 * @param tokens verifies tokens; may wait for keys, so never called on an I/O thread
 * @param workers where tokens are verified
 * @param clock platform time
 * @param metrics counters of the server
 * @param refusals where it is recorded what peers may not do
 */
public record SocketContext(
    SocketLimits limits,
    TokenVerifier tokens,
    Executor workers,
    InstantSource clock,
    SocketMetrics metrics,
    RefusalLog refusals) {}
