package httpapi

import "github.com/yokocho/yokocho/core/world"

// rights is the least role that may use an operation of visitors. An operation without a row is nobody's.
var rights = map[string]world.Role{
	"me": world.RoleGuest, "changeMe": world.RoleGuest, "ignore": world.RoleGuest, "unignore": world.RoleGuest,
	"block": world.RoleGuest, "unblock": world.RoleGuest, "report": world.RoleGuest, "keep": world.RoleGuest,
	"sessions": world.RoleGuest, "endSession": world.RoleGuest, "endSessions": world.RoleGuest,
	"passkeys": world.RoleGuest, "beginPasskey": world.RoleGuest, "addPasskey": world.RoleGuest, "dropPasskey": world.RoleGuest,
	"setLogin": world.RoleGuest, "newRecoveryCodes": world.RoleMember, "becomeOperator": world.RoleMember,
	"export": world.RoleGuest, "erase": world.RoleGuest,
	"measures": world.RoleGuest, "plead": world.RoleGuest, "seeMeasure": world.RoleGuest,
	"snapshot": world.RoleGuest, "command": world.RoleGuest, "events": world.RoleGuest, "socket": world.RoleGuest,
	"looks": world.RoleGuest, "saveLook": world.RoleGuest, "renameLook": world.RoleGuest, "deleteLook": world.RoleGuest,
	"fit": world.RoleGuest, "sharePicture": world.RoleGuest, "takeBackPicture": world.RoleGuest, "wardrobe": world.RoleGuest,

	"house": world.RoleStaff, "setHouse": world.RoleStaff, "words": world.RoleStaff, "setWords": world.RoleStaff,
	"people": world.RoleStaff, "person": world.RoleStaff, "impose": world.RoleStaff, "lift": world.RoleStaff, "answerAppeal": world.RoleStaff,
	"addNote": world.RoleStaff, "resetLink": world.RoleStaff, "invite": world.RoleStaff, "appeals": world.RoleStaff,
	"reports": world.RoleStaff, "readReport": world.RoleStaff, "closeReport": world.RoleStaff, "inspect": world.RoleStaff,
	"pages": world.RoleStaff, "setPages": world.RoleOperator, "setRole": world.RoleOperator, "setAge": world.RoleOperator, "audit": world.RoleOperator,
	"numbers": world.RoleOperator, "openings": world.RoleOperator, "askConnections": world.RoleOperator, "agreeConnections": world.RoleOperator, "connections": world.RoleOperator,
}

// forBanned are the operations with which somebody who is banned learns why, and answers.
var forBanned = []string{"measures", "plead", "seeMeasure"}
