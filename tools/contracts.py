"""Import contracts of our own; see docs/decisions/0002."""

from typing import Any

from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules


class PublicFaces(Contract):
    """Code outside a module may import only the module's public face.

    The face of ``colonnade.city.catalogue`` is the set of submodules named in ``faces`` (its models,
    actions, queries, ...). Views, forms and private helpers stay at home. ``assemblers`` may also mount
    urls.
    """

    type_name = "public_faces"

    modules: Any = fields.SetField(subfield=fields.ModuleExpressionField())
    faces: Any = fields.SetField(subfield=fields.StringField())
    assemblers: Any = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: Any, verbose: bool) -> ContractCheck:
        """Keep the contract when nobody reaches past a face."""
        homes = {module.name for module in module_expressions_to_modules(graph, self.modules)}
        offenders = [
            f"{importer} -> {module}"
            for home in sorted(homes)
            for module in sorted({home} | graph.find_descendants(home))
            for importer in sorted(graph.find_modules_that_directly_import(module))
            if not self._welcome(home, module, importer)
        ]
        return ContractCheck(kept=not offenders, metadata={"offenders": offenders})

    def _welcome(self, home: str, module: str, importer: str) -> bool:
        face = module.removeprefix(f"{home}.").split(".")[0]
        if module == home or face in self.faces:
            return True
        if importer == home or importer.startswith(f"{home}."):
            return True
        assemblers = self.assemblers or set()
        return face == "urls" and any(importer.startswith(name) for name in assemblers)

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name every import that reached past a face."""
        for line in check.metadata["offenders"]:
            output.print_error(line, bold=False)
