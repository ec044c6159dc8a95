/** Tests of the console's files as an edge server serves them. */
@NullMarked
package dev.wardstream.push.site;

import org.jspecify.annotations.NullMarked;
