/**
 * The parts of the platform that usually run elsewhere, inside this process: a real KRaft broker
 * ({@code broker}) and a schema registry ({@code registry}). Same code and same wire protocols as
 * in production, loopback only unless told otherwise. Used by the command line and by tests, never
 * by a service.
 */
@NullMarked
package dev.wardstream.embedded;

import org.jspecify.annotations.NullMarked;
