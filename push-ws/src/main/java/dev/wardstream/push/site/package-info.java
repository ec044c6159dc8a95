/** The browser application, served from the class path. */
@NullMarked
package dev.wardstream.push.site;

import org.jspecify.annotations.NullMarked;
