/**
 * The real ICU recordings that ship with the product: 53 beds, eight minutes each, once a second.
 *
 * <p>The files are the BIDMC numerics, unchanged; their licence and origin lie beside them. Read
 * once, immutable afterwards.
 */
@NullMarked
package dev.wardstream.cli.recordings;

import org.jspecify.annotations.NullMarked;
