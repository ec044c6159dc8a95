/** Tests of what tables grant. */
@NullMarked
package dev.wardstream.edge.rights;

import org.jspecify.annotations.NullMarked;
