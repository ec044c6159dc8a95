/**
 * What strangers can send, thrown at what reads it. Each target takes any bytes; whatever it throws
 * is a finding. The corpus is replayed by the tests; {@code fuzz/run} searches further, guided by
 * coverage.
 */
@NullMarked
package dev.wardstream.fuzz;

import org.jspecify.annotations.NullMarked;
