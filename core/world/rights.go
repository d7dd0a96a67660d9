package world

// ranks orders the roles: each may do what those before it may.
var ranks = map[Role]int{RoleGuest: 1, RoleMember: 2, RoleHost: 3, RoleStaff: 4, RoleOperator: 5}

// AtLeast says whether a role includes another one. What is no role includes nothing.
func (r Role) AtLeast(other Role) bool { return ranks[other] > 0 && ranks[r] >= ranks[other] }

// everybody marks the server's own commands, which are about a visitor of whatever role, or about nobody.
const everybody Role = ""

// rights is the least role that may give a command. A command without a row is nobody's.
var rights = map[string]Role{
	"enter": RoleGuest, "leave": RoleGuest, "walk": RoleGuest, "approach": RoleGuest, "sit": RoleGuest, "stand": RoleGuest,
	"say": RoleGuest, "whisper": RoleGuest, "retract": RoleGuest, "express": RoleGuest, "wear": RoleGuest,
	"typing": RoleGuest, "photograph": RoleGuest,

	"rename": everybody, "agree": everybody, "part": everybody, "remove": everybody, "forget": everybody, "redraw": everybody, "wake": everybody,
}

// May says whether a role may give a command.
func May(role Role, do Action) bool {
	least, known := rights[do.CommandName()]
	return known && (least == everybody || role.AtLeast(least))
}
