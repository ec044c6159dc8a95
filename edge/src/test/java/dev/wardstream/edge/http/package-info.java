/** Tests of what all HTTP answers have in common. */
@NullMarked
package dev.wardstream.edge.http;

import org.jspecify.annotations.NullMarked;
