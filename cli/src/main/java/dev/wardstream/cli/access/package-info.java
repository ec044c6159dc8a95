/**
 * Commands about who may do what: {@code devices}, {@code staff} and {@code audit}. Each writes or
 * reads the topics itself, on the main thread.
 */
@NullMarked
package dev.wardstream.cli.access;

import org.jspecify.annotations.NullMarked;
