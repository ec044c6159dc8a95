/**
 * A schema registry in this process that speaks Confluent's REST API, so that ordinary tools decode
 * the platform's topics.
 *
 * <p>Its contents are an {@link dev.wardstream.schemas.registry.InMemoryRegistry}; every change
 * goes first into the compacted topic {@code _schemas}, in Confluent's own record format, and comes
 * back from there at the next start. HTTP requests run on Undertow's worker threads.
 */
@NullMarked
package dev.wardstream.embedded.registry;

import org.jspecify.annotations.NullMarked;
