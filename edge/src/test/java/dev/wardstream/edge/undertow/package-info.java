@NullMarked
package dev.wardstream.edge.undertow;

import org.jspecify.annotations.NullMarked;
