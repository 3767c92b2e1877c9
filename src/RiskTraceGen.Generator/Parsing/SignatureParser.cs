using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Signatures of broker members, as their wrapper repeats them.</summary>
internal sealed partial class SignatureParser(Compilation compilation)
{
    private readonly LanguageVersion _language = (compilation as CSharpCompilation)?.LanguageVersion ?? LanguageVersion.Latest;

    public static string RefReturn(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };

    public static string TypeParameters(IEnumerable<ITypeParameterSymbol> parameters)
        => string.Join(", ", parameters.Select(Name)) is { Length: > 0 } names ? $"<{names}>" : "";

    /// <summary>The same where they are declared: with their attributes.</summary>
    public static string DeclaredTypeParameters(IEnumerable<ITypeParameterSymbol> parameters)
        => string.Join(", ", parameters.Select(parameter => AccessAttributes(parameter) + Name(parameter))) is { Length: > 0 } names ? $"<{names}>" : "";

    public EquatableArray<string> Constraints(IEnumerable<ITypeParameterSymbol> parameters)
        => parameters
            .Select(parameter => (Name: Name(parameter), Clauses: string.Join(", ", ConstraintsOf(parameter))))
            .Where(constraint => constraint.Clauses.Length > 0)
            .Select(constraint => $"where {constraint.Name} : {constraint.Clauses}")
            .ToEquatableArray();

    /// <summary>The parameters of a member.</summary>
    /// <param name="parameters">Them.</param>
    /// <param name="isNamed">Whether arguments are passed on by their names.</param>
    /// <param name="value">How what is given for a parameter is recorded; null if it is not.</param>
    public EquatableArray<ParameterModel> Parameters(IReadOnlyList<IParameterSymbol> parameters, bool isNamed, Func<IParameterSymbol, ValueModel?> value)
    {
        // A default can be repeated only where all later parameters have one too.
        int firstOptional = parameters.Count;
        while (firstOptional > 0 && (parameters[firstOptional - 1].IsParams || DefaultValues.Of(parameters[firstOptional - 1]) is not null))
            firstOptional--;
        return parameters.Select((parameter, place) => Parameter(parameter, place >= firstOptional, isNamed, value)).ToEquatableArray();
    }

    /// <summary>A parameter as generated code names it.</summary>
    public static string Name(IParameterSymbol parameter) => TypeRefs.Escape(ForeignNames.Of(parameter));

    private static string Name(ITypeParameterSymbol parameter) => TypeRefs.EscapeType(TypeParameterNames.Of(parameter));

    private ParameterModel Parameter(IParameterSymbol parameter, bool isOptional, bool isNamed, Func<IParameterSymbol, ValueModel?> value)
    {
        string name = Name(parameter);
        TypeRef type = TypeRefs.Of(parameter.Type);
        if (isOptional && DefaultValues.NeedsAnnotation(parameter))
            type = new TypeRef(type.Text + "?");

        string modifiers = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In or RefKind.RefReadOnlyParameter => "in ",
            _ => "",
        };

        // A dynamic argument would make the call a late-bound one.
        string argument = parameter is { Type.TypeKind: TypeKind.Dynamic, RefKind: RefKind.None }
            ? $"({(parameter.Type.NullableAnnotation == NullableAnnotation.Annotated ? "object?" : "object")}){name}"
            : modifiers + name;

        // What an indexer's parameter says of null is for its callers: the compiler forgets it inside.
        if (parameter is { ContainingSymbol: IPropertySymbol, RefKind: RefKind.None }
            && parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "DisallowNullAttribute"))
            argument += "!";
        if (isNamed)
            argument = $"{name}: {argument}";
        if (parameter.RefKind == RefKind.RefReadOnlyParameter && !isOptional)
            modifiers = "ref readonly ";
        if (parameter.IsParams && (parameter.Type is IArrayTypeSymbol || _language >= LanguageVersion.CSharp13))
            modifiers = "params " + modifiers;
        if (IsScoped(parameter) && _language >= LanguageVersion.CSharp11 && !parameter.IsParams)
            modifiers = "scoped " + modifiers;

        string fallback = isOptional && !parameter.IsParams ? $" = {DefaultValues.Of(parameter)}" : "";
        string attributes = ParameterAttributes(parameter)
            + (isOptional ? "" : string.Concat(DefaultValues.Attributes(parameter).Select(attribute => attribute + " ")));
        return new ParameterModel(
            name,
            TraceNames.Snake(IsAlone(parameter) ? parameter.Name : ForeignNames.Of(parameter)),
            $"{attributes}{modifiers}{type} {name}{fallback}",
            argument,
            AllowsNull(parameter) ? name + "!" : name,
            type,
            AccessAttributes(parameter),
            value(parameter));
    }

    // The true name tells a reader more than a given one, and two of one name nothing.
    private static bool IsAlone(IParameterSymbol parameter)
        => Signatures.ParametersOf(parameter.ContainingSymbol).Count(other => other.Name == parameter.Name) == 1;

    // What is handed out by reference is scoped by itself; a type argument may have made a value one that cannot be.
    private bool IsScoped(IParameterSymbol parameter)
        => (parameter.ScopedKind == ScopedKind.ScopedValue
            && (parameter.Type.IsRefLikeType || (parameter.Type is ITypeParameterSymbol type && AllowsRefLikeType(type))))
            || (parameter.ScopedKind == ScopedKind.ScopedRef && parameter.RefKind != RefKind.Out);

    // Before C# 13 nobody can say it, or make use of it.
    private bool AllowsRefLikeType(ITypeParameterSymbol parameter) => parameter.AllowsRefLikeType && _language >= LanguageVersion.CSharp13;

    private IEnumerable<string> ConstraintsOf(ITypeParameterSymbol parameter)
    {
        string? kind = parameter switch
        {
            { HasUnmanagedTypeConstraint: true } => "unmanaged",
            { HasValueTypeConstraint: true } => "struct",
            _ when SubstitutedConstraints.HasClass(parameter) => null,
            { HasReferenceTypeConstraint: true } => parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class",
            { HasNotNullConstraint: true } => "notnull",
            _ => null,
        };
        if (kind is not null)
            yield return kind;
        foreach (ITypeSymbol type in SubstitutedConstraints.Of(parameter))
            yield return TypeRefs.Of(type).Text;
        if (parameter.HasConstructorConstraint)
            yield return "new()";
        if (AllowsRefLikeType(parameter))
            yield return "allows ref struct";
    }
}
