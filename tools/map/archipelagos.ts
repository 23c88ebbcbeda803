/**
 * Hoàng Sa (special zone of Đà Nẵng) and Trường Sa (special zone of Khánh Hòa), which the source does not draw.
 * Each islet or reef stands at its own coordinates; at the scale of the country they would be invisible, so
 * the tool draws each as a small disc, larger than the land it stands for.
 */
import type { Point } from './topology.ts'

/** `label` lies among the islets, far enough west that a label centred under it stays in a narrow frame. */
export type Archipelago = { name_vi: string; province: string; islets: [name: string, at: Point][]; label: Point }

export const ARCHIPELAGOS: Archipelago[] = [
  {
    name_vi: 'Quần đảo Hoàng Sa',
    province: 'Đà Nẵng',
    label: [112.0, 16.45],
    islets: [
      ['Đá Bắc', [111.5, 17.08]],
      ['Đảo Cây', [112.27, 16.98]],
      ['Đảo Nam', [112.33, 16.945]],
      ['Đảo Phú Lâm', [112.338, 16.833]],
      ['Đảo Linh Côn', [112.73, 16.667]],
      ['Đảo Hoàng Sa', [111.607, 16.534]],
      ['Đảo Hữu Nhật', [111.584, 16.505]],
      ['Đảo Quang Ảnh', [111.508, 16.448]],
      ['Đảo Quang Hòa', [111.712, 16.453]],
      ['Đảo Duy Mộng', [111.743, 16.463]],
      ['Đá Lồi', [111.67, 16.23]],
      ['Đảo Bạch Quy', [111.76, 16.057]],
      ['Đá Bông Bay', [112.51, 16.05]],
      ['Đảo Tri Tôn', [111.2, 15.78]],
    ],
  },
  {
    name_vi: 'Quần đảo Trường Sa',
    province: 'Khánh Hòa',
    label: [113.2, 9.4],
    islets: [
      ['Đảo Song Tử Đông', [114.354, 11.453]],
      ['Đảo Song Tử Tây', [114.331, 11.429]],
      ['Đảo Thị Tứ', [114.284, 11.053]],
      ['Đảo Bến Lạc', [115.02, 11.083]],
      ['Đảo Loại Ta', [114.424, 10.669]],
      ['Đảo Bình Nguyên', [115.82, 10.817]],
      ['Đảo Vĩnh Viễn', [115.8, 10.733]],
      ['Đảo Ba Bình', [114.365, 10.377]],
      ['Đảo Sơn Ca', [114.478, 10.374]],
      ['Đảo Nam Yết', [114.366, 10.18]],
      ['Đá Vành Khăn', [115.53, 9.9]],
      ['Bãi Cỏ Mây', [115.86, 9.75]],
      ['Đảo Sinh Tồn', [114.329, 9.886]],
      ['Đảo Sinh Tồn Đông', [114.56, 9.905]],
      ['Đá Gạc Ma', [114.283, 9.717]],
      ['Đá Chữ Thập', [112.89, 9.55]],
      ['Đảo Phan Vinh', [113.69, 8.97]],
      ['Đảo Trường Sa Đông', [112.35, 8.93]],
      ['Đá Châu Viên', [112.84, 8.87]],
      ['Đảo Đá Tây', [112.21, 8.86]],
      ['Đá Tốc Tan', [113.99, 8.81]],
      ['Đá Núi Le', [114.19, 8.71]],
      ['Đá Lát', [111.66, 8.67]],
      ['Đảo Trường Sa', [111.92, 8.644]],
      ['Đá Công Đo', [115.23, 8.36]],
      ['Bãi Thuyền Chài', [113.3, 8.17]],
      ['Đảo An Bang', [112.92, 7.893]],
      ['Đá Kỳ Vân', [113.92, 7.98]],
      ['Đá Kiêu Ngựa', [113.93, 7.63]],
      ['Đá Hoa Lau', [113.84, 7.37]],
    ],
  },
]

/** An octagon around each islet, counter-clockwise and closed. */
export function isletRings({ islets }: Archipelago, radius: number): Point[][] {
  return islets.map(([, [x, y]]) =>
    Array.from({ length: 9 }, (_, i): Point => {
      const angle = ((i % 8) * Math.PI) / 4
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    }),
  )
}
