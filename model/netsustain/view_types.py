"""The compiler's side of :mod:`netsustain.views`: a type whose attributes are rows of two blocks."""

from __future__ import annotations

import hashlib
from typing import Any

from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.extending import intrinsic
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, register_model
from numba.np.arrayobj import populate_array

from netsustain.views import Field


def _named(kind: str, fields: tuple[Field, ...]) -> str:
    """A name that differs whenever the fields do (its digest: full names make symbols of kilobytes)."""
    text = ",".join(f"{f.name}:{f.dtype}:{f.row}:{int(f.written)}" for f in fields)
    return f"{kind}_{hashlib.sha256(text.encode()).hexdigest()[:16]}"


class ViewType(types.Type):
    """Type of a view of one entity; two rules that declare the same columns share it."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = {field.name: field for field in fields}
        super().__init__(name=_named("View", fields))

    def column(self, name: str) -> types.Array | None:
        """Type of the array behind an attribute; None if the view does not have it."""
        field = self.fields.get(name)
        if field is None:
            return None
        dtype = types.int64 if field.dtype == "i8" else types.float64
        return types.Array(dtype, 1, "C", readonly=not field.written)


@register_model(ViewType)
class _ViewModel(models.StructModel):
    def __init__(self, manager: Any, view_type: ViewType) -> None:
        members = [
            ("i8", types.CPointer(types.int64)),
            ("f8", types.CPointer(types.float64)),
            ("i8_step", types.intp),
            ("f8_step", types.intp),
            ("rows", types.intp),
        ]
        super().__init__(manager, view_type, members)


@infer_getattr
class _ViewAttributes(AttributeTemplate):
    key = ViewType

    def generic_resolve(self, view_type: ViewType, name: str) -> Any:
        """Type of ``view.name``."""
        return view_type.column(name)


@lower_getattr_generic(ViewType)
def _column(context: Any, builder: Any, view_type: ViewType, value: Any, name: str) -> Any:
    """Build the array of a column on the spot: data = block + row x step, no reference to count."""
    view = cgutils.create_struct_proxy(view_type)(context, builder, value=value)
    field, array_type = view_type.fields[name], view_type.column(name)
    base, step = getattr(view, field.dtype), getattr(view, f"{field.dtype}_step")
    array = context.make_array(array_type)(context, builder)
    size = context.get_constant(types.intp, 8)
    populate_array(
        array,
        data=builder.gep(base, [builder.mul(step, context.get_constant(types.intp, field.row))]),
        shape=(view.rows,),
        strides=(size,),
        itemsize=size,
        meminfo=None,
    )
    return array._getvalue()


def maker(fields: tuple[Field, ...]) -> Any:
    """An intrinsic ``(whole-number block, real block, rows) -> view``."""
    view_type = ViewType(fields)

    @intrinsic
    def make(typing_context: Any, whole: Any, real: Any, rows: Any) -> Any:
        signature = view_type(whole, real, types.intp)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            view = cgutils.create_struct_proxy(view_type)(context, builder)
            for name, block, block_type in (("i8", arguments[0], whole), ("f8", arguments[1], real)):
                array = context.make_array(block_type)(context, builder, block)
                setattr(view, name, array.data)
                setattr(view, f"{name}_step", cgutils.unpack_tuple(builder, array.shape, 2)[1])
            view.rows = arguments[2]
            return view._getvalue()

        return signature, generate

    return make


class ScalarsType(types.Type):
    """Type of a view of levers or parameters: every attribute is a number of one vector."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = {field.name: field for field in fields}
        super().__init__(name=_named("Scalars", fields))


@register_model(ScalarsType)
class _ScalarsModel(models.StructModel):
    def __init__(self, manager: Any, scalars_type: ScalarsType) -> None:
        super().__init__(manager, scalars_type, [("vector", types.CPointer(types.float64))])


@infer_getattr
class _ScalarAttributes(AttributeTemplate):
    key = ScalarsType

    def generic_resolve(self, scalars_type: ScalarsType, name: str) -> Any:
        """Type of ``parameter.name``."""
        return types.float64 if name in scalars_type.fields else None


@lower_getattr_generic(ScalarsType)
def _number(context: Any, builder: Any, scalars_type: ScalarsType, value: Any, name: str) -> Any:
    """Load one number of the vector."""
    vector = cgutils.create_struct_proxy(scalars_type)(context, builder, value=value).vector
    row = context.get_constant(types.intp, scalars_type.fields[name].row)
    return builder.load(builder.gep(vector, [row]))


def scalar_maker(fields: tuple[Field, ...]) -> Any:
    """An intrinsic ``vector -> view``."""
    scalars_type = ScalarsType(fields)

    @intrinsic
    def make(typing_context: Any, vector: Any) -> Any:
        signature = scalars_type(vector)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            view = cgutils.create_struct_proxy(scalars_type)(context, builder)
            view.vector = context.make_array(vector)(context, builder, arguments[0]).data
            return view._getvalue()

        return signature, generate

    return make
