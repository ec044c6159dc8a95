/**
 * The WebSocket conformance suite Autobahn|Testsuite; run by the Maven profile {@code autobahn}.
 */
@NullMarked
package dev.wardstream.it.autobahn;

import org.jspecify.annotations.NullMarked;
