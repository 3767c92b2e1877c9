using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>How comments refer to members.</summary>
internal static class References
{
    /// <summary>A member as an XML element, and its <c>cref</c> if the member has one.</summary>
    public static (string Element, string? Cref) To(ISymbol member)
    {
        if (CrefOf(member) is { } cref)
            return ($"<see cref=\"{cref}\"/>", cref);

        string text = TypeRefs.Plain(member.ContainingType).Short.Replace("<", "&lt;").Replace(">", "&gt;");
        return ($"<c>{text}.{(member is IPropertySymbol { IsIndexer: true } ? "this" : member.Name)}</c>", null);
    }

    // A name alone, where it can mean one member only; else the signature, where a cref can say it.
    private static string? CrefOf(ISymbol member)
    {
        if (Access.IsGeneric(member.ContainingType))
            return null;

        string type = TypeRefs.Plain(member.ContainingType).Text;
        bool isAlone = member.ContainingType.GetMembers(member.Name).Length == 1;
        return member switch
        {
            IPropertySymbol { IsIndexer: true } indexer => Signature(indexer.Parameters) is { } parameters ? $"{type}.this[{parameters}]" : null,
            IMethodSymbol method when method.IsGenericMethod || !isAlone => Signature(method.Parameters) is { } parameters
                ? $"{type}.{TypeRefs.Escape(method.Name)}{Braced(SignatureParser.TypeParameters(method.TypeParameters))}({parameters})"
                : null,
            _ => isAlone ? $"{type}.{TypeRefs.Escape(member.Name)}" : null,
        };
    }

    private static string? Signature(IEnumerable<IParameterSymbol> parameters)
    {
        var types = new List<string>();
        foreach (IParameterSymbol parameter in parameters)
        {
            TypeRef type = TypeRefs.Plain(parameter.Type);
            // Where a wrapper will stand that is still to be generated is not known here.
            if (parameter.Type.TypeKind is TypeKind.Dynamic or TypeKind.Error || type.Text.IndexOf('(') >= 0)
                return null;

            string modifier = parameter.RefKind switch
            {
                RefKind.None => "",
                RefKind.Out => "out ",
                RefKind.Ref => "ref ",
                _ => "in ",
            };
            types.Add(modifier + Braced(type.Text));
        }

        return string.Join(", ", types);
    }

    private static string Braced(string text) => text.Replace('<', '{').Replace('>', '}');
}
