/** What is somebody's own: their wards, patients and rooms, as granted now. */
@NullMarked
package dev.wardstream.push.me;

import org.jspecify.annotations.NullMarked;
