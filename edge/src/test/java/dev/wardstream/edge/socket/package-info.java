@NullMarked
package dev.wardstream.edge.socket;

import org.jspecify.annotations.NullMarked;
