// Loads what every desk page does. An area adds its own module and registers with behaviour() from behaviours.js.
import "./once.js";
import "./confirm.js";
import "./drafts.js";
import "./focus.js";
import "./keys.js";
import "./menu.js";
import "./upload.js";
import "./waiting.js";
