@NullMarked
package dev.wardstream.edge.audit;

import org.jspecify.annotations.NullMarked;
